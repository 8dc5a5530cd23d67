using JasperFx;
using JasperFx.CodeGeneration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Waybill.Startup;
using Wolverine;
using Wolverine.Runtime;

// "codegen" writes Internal/Generated of the project in the current directory, after a change of the handler or of Wolverine's version.
var generates = args is ["codegen"];
var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.UseWolverine(options =>
{
    options.ApplicationAssembly = typeof(StartedHandler).Assembly;
    options.Discovery.DisableConventionalDiscovery().IncludeType(typeof(StartedHandler));
    options.CodeGeneration.TypeLoadMode = generates ? TypeLoadMode.Dynamic : TypeLoadMode.Static;
    options.CodeGeneration.GeneratedCodeOutputPath = Path.GetFullPath("Internal/Generated");
});
using var host = builder.Build();
if (generates)
{
    return await host.RunJasperFxCommands(["codegen", "write"]);
}

await host.StartAsync();
await new MessageBus(host.Services.GetRequiredService<IWolverineRuntime>()).PublishAsync(new Started(1));
await FirstMessage.WasHandled;
await host.StopAsync();
return 0;

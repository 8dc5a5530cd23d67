using JasperFx;
using JasperFx.CodeGeneration;
using Microsoft.Extensions.Hosting;
using Wolverine;

namespace Waybill.Benchmarks.Hosting;

/// <summary>How Wolverine is set up here, and how its handlers' code is written anew after a change of them or of its version.</summary>
internal static class WolverineCode
{
    public static void Configure(WolverineOptions options)
    {
        options.ApplicationAssembly = typeof(WolverineCode).Assembly;
        options.Discovery.DisableConventionalDiscovery().IncludeType(typeof(WolverineHandlers));
        options.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
    }

    /// <summary>Writes <c>Internal/Generated</c> of the project in the current directory.</summary>
    public static async Task<int> WriteAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.UseWolverine(options =>
        {
            Configure(options);
            options.CodeGeneration.TypeLoadMode = TypeLoadMode.Dynamic;
            options.CodeGeneration.GeneratedCodeOutputPath = Path.GetFullPath("Internal/Generated");
        });
        using var host = builder.Build();
        return await host.RunJasperFxCommands(["codegen", "write"]);
    }
}

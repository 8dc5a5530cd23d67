using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Waybill.AotApp.Handlers;
using Waybill.Broker;

namespace Waybill.AotApp;

/// <summary>How long it takes from the start of the process until its first message is handled.</summary>
internal static class StartupRun
{
    public static async Task MessageAsync(string folder, string? started, TextWriter output)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<Ledger>();
        builder.Services.AddWaybill<WaybillAotAppModule>(waybill => waybill.UseEmbeddedBroker(folder));
        using var host = builder.Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<IDirectMessageBus>().SendAsync(Names.Pings, new Ping(1));
        await PingHandler.Called;
        Report(started, output);
        await host.StopAsync();
    }

    /// <summary>What it is compared with: the same host, with nothing in it.</summary>
    public static async Task HostAloneAsync(string? started, TextWriter output)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        using var host = builder.Build();
        await host.StartAsync();
        Report(started, output);
        await host.StopAsync();
    }

    // The parent's time stamp is exact; the start that the system remembers is good to its clock tick, 10 ms on Linux.
    private static void Report(string? started, TextWriter output)
    {
        var now = Stopwatch.GetTimestamp();
        var elapsed = started is not null
            ? Stopwatch.GetElapsedTime(long.Parse(started, CultureInfo.InvariantCulture), now)
            : DateTime.Now - Process.GetCurrentProcess().StartTime;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"startup-ms {elapsed.TotalMilliseconds:F1}"));
    }
}

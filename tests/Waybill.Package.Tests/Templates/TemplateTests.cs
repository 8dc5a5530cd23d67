using System.Net;
using System.Net.Http.Json;

namespace Waybill.Package.Tests.Templates;

/// <summary>What <c>dotnet new</c> makes builds without a warning, runs and stops.</summary>
public sealed class TemplateTests(Packages packages)
{
    private static readonly TimeSpan s_stopDeadline = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("waybill")]
    [InlineData("waybill-worker")]
    public async Task The_worker_ships_its_orders(string shortName)
    {
        var folder = await TemplateFolder.InstallAsync(packages, "worker");
        await folder.NewAsync(shortName, "--output", "Acme.Order-Desk");
        await folder.BuildAsync("Acme.Order-Desk");

        using var worker = folder.Start("Acme.Order-Desk", "run", "--no-build", "--", "ORD-1", "ORD-2");
        await worker.LineAsync("Shipping ORD-1 for 99.90");
        await worker.LineAsync("Shipping ORD-2 for 99.90");
        await worker.StopAsync(s_stopDeadline);

        Assert.Contains("Waybill has stopped.", worker.Output, StringComparison.Ordinal);
        Assert.True(Directory.Exists(folder[Path.Combine("Acme.Order-Desk", "data")]));
    }

    [Fact]
    public async Task The_web_application_accepts_an_order_and_handles_it_in_the_background()
    {
        var folder = await TemplateFolder.InstallAsync(packages, "web");
        await folder.NewAsync("waybill-web", "--output", "Shop");
        await folder.BuildAsync("Shop");

        using var web = folder.Start("Shop", "run", "--no-build", "--no-launch-profile", "--", "--urls", "http://127.0.0.1:0");
        var listening = await web.LineAsync("Now listening on: http://127.0.0.1:");
        using var http = new HttpClient { BaseAddress = new Uri(listening[listening.IndexOf("http://", StringComparison.Ordinal)..]) };
        using var answer = await http.PostAsJsonAsync(
            "/orders",
            new { orderId = "ORD-7", amount = 12.30m },
            TestContext.Current.CancellationToken
        );
        await web.LineAsync("Shipping ORD-7 for 12.30");
        await web.StopAsync(s_stopDeadline);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Contains("Waybill has stopped.", web.Output, StringComparison.Ordinal);
    }
}

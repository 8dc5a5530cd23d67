using Waybill.Broker.Core.Index;
using Waybill.Storage.Tests.Support;

namespace Waybill.Broker.Tests.Core;

public sealed class IndexPagesTests
{
    [Fact]
    public void A_page_that_changed_on_the_disk_is_an_error_that_names_it()
    {
        var device = new SimulatedDevice();
        var pages = new IndexPages(device, budgetBytes: 0, IndexSizes.Default);
        var page = pages.TryWrite([1, 2, 3])!;
        Assert.Equal([1, 2, 3], page.Read()[..3]);

        using (var file = device.Open(IndexPages.FileName, writable: true))
        {
            file.Write(1, [7]);
        }

        Assert.Contains("index.pages", Assert.Throws<JournalFaultedException>(() => page.Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_is_used_again_but_not_while_somebody_may_read_it()
    {
        var pages = new IndexPages(new SimulatedDevice(), budgetBytes: 0, IndexSizes.Default);
        var first = pages.TryWrite([1])!;
        pages.BeginReading();
        pages.Free(first);
        var second = pages.TryWrite([2])!;
        Assert.Equal(1, first.Read()[0]);
        pages.EndReading();
        var third = pages.TryWrite([3])!;

        Assert.NotEqual(first.Number, second.Number);
        Assert.Equal(first.Number, third.Number);
        Assert.Equal(2, second.Read()[0]);
    }

    [Fact]
    public void Without_room_on_the_disk_nothing_is_paged_and_nothing_is_lost()
    {
        var isFull = true;
        var pages = new IndexPages(
            new SimulatedDevice { Script = _ => isFull ? SimulatedOutcome.DiskFull : SimulatedOutcome.Succeed },
            budgetBytes: 0,
            IndexSizes.Default
        );
        Assert.Null(pages.TryWrite([1]));
        isFull = false;

        Assert.Equal(0, pages.TryWrite([1])!.Number);
    }

    [Fact]
    public void What_another_process_left_goes_and_what_is_in_use_stays()
    {
        var device = new SimulatedDevice();
        device.Create(IndexPages.FileName, 1).Dispose();
        var pages = new IndexPages(device, budgetBytes: 0, IndexSizes.Default);
        pages.Begin();
        Assert.Empty(device.List());

        pages.TryWrite([1]);
        pages.Begin();
        Assert.Equal([IndexPages.FileName], device.List());
        pages.End();
        Assert.Empty(device.List());
    }
}

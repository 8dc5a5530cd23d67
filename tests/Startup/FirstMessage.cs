using System.Globalization;

namespace Waybill.Startup;

/// <summary>Tells the benchmark, which reads the output, that the message has been handled.</summary>
internal static class FirstMessage
{
    private static readonly TaskCompletionSource s_handled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when it was.</summary>
    public static Task WasHandled => s_handled.Task;

    public static void Handled()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"handled {GC.GetTotalAllocatedBytes()}"));
        s_handled.TrySetResult();
    }
}

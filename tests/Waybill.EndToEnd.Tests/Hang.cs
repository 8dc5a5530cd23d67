namespace Waybill.EndToEnd.Tests;

/// <summary>How long a test waits for what must come: long enough that only a hang reaches it.</summary>
internal static class Hang
{
    public static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);
}

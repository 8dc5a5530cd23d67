namespace Waybill.Startup;

/// <summary>The first message.</summary>
public sealed record Started(long Number);

/// <summary>What Wolverine calls.</summary>
public static class StartedHandler
{
    /// <summary>Tells of it.</summary>
    public static void Handle(Started message) => FirstMessage.Handled();
}

namespace Waybill.Broker.Loop;

/// <summary>Calls of foreign code after which the caller goes on whatever happens.</summary>
internal static class Guarded
{
    public static void Run(Action foreign)
    {
        try
        {
            foreign();
        }
#pragma warning disable CA1031 // There is nobody left to tell.
        catch (Exception)
#pragma warning restore CA1031
        {
            // What comes after must come.
        }
    }
}

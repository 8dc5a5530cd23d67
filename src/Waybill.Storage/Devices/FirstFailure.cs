namespace Waybill.Storage.Devices;

/// <summary>Keeps the first of what fails while several things are done to files that do not depend on one another: none of them stands in another's way.</summary>
internal sealed class FirstFailure
{
    /// <summary>What failed first; null when nothing did.</summary>
    public Exception? Exception { get; private set; }

    /// <summary>Does one of them.</summary>
    /// <returns>False: it failed.</returns>
    public bool Try(Action change)
    {
        try
        {
            change();
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Exception ??= failure;
            return false;
        }
    }
}

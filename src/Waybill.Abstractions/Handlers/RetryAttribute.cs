namespace Waybill;

/// <summary>
/// How often a failing message is tried again, and when. The message is set aside in its queue until it is due, and others pass. After the last attempt
/// it goes to the dead-letter queue. On a method it takes the place of the class's.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)]
public sealed class RetryAttribute : Attribute
{
    /// <summary>Five attempts in total.</summary>
    public RetryAttribute() { }

    /// <summary>A number of attempts.</summary>
    /// <param name="attempts">Attempts in total, 1 to 1,000; 1 means no retry.</param>
    /// <param name="backoff">How the delay grows.</param>
    public RetryAttribute(int attempts, Backoff backoff = Backoff.Exponential)
    {
        Attempts = attempts;
        Backoff = backoff;
    }

    /// <summary>Attempts in total. Default 5.</summary>
    public int Attempts { get; } = 5;

    /// <summary>How the delay grows. Default <see cref="Waybill.Backoff.Exponential"/>.</summary>
    public Backoff Backoff { get; }

    /// <summary>The delay after the first attempt; a duration, up to 7 d. Default 200 ms.</summary>
    public string Delay { get; set; } = "200ms";

    /// <summary>The greatest delay; a duration, up to 7 d. Default 30 s.</summary>
    public string MaxDelay { get; set; } = "30s";

    /// <summary>True (default): each delay is drawn between half and all of its value, so that failed messages do not come back in step.</summary>
    public bool Jitter { get; set; } = true;

    /// <summary>
    /// Only these exceptions, thrown by the handler, are tried again; empty (default): every one. Others go to the dead-letter queue at once. A timeout, and
    /// a failure of the inbox or the transport, says nothing of the message: it is always tried again, within <see cref="Attempts"/>.
    /// </summary>
    public Type[] On { get; set; } = [];

    /// <summary>These exceptions, thrown by the handler, are never tried again. They win over <see cref="On"/>.</summary>
    public Type[] Never { get; set; } = [];
}

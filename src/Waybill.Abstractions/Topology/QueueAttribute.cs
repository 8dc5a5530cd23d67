namespace Waybill;

/// <summary>Declares the queue that a string constant names: what the queue is. How it is processed belongs to the handler.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class QueueAttribute : Attribute
{
    /// <summary>True (default): its messages survive a restart. False: the queue begins empty at every start.</summary>
    public bool Durable { get; set; } = true;

    /// <summary>The queue that takes its dead letters; by default <c>&lt;queue&gt;.dead</c>, created durable. A queue that serves as one has none of its own by default.</summary>
    public string? DeadLetter { get; set; }

    /// <summary>How long a delivery stays leased without being renewed; a duration such as <c>"30s"</c>, 1 s to 12 h. Default 30 s.</summary>
    public string Lease { get; set; } = "30s";

    /// <summary>
    /// What the bytes of a message are whose producer says neither a content type nor a schema, as foreign producers do. Default Protobuf. JSON is read in whatever
    /// naming it comes.
    /// </summary>
    public MessageFormat Accept { get; set; }
}

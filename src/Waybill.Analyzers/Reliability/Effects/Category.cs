namespace Waybill.Analyzers.Reliability.Effects;

/// <summary>What a catalogue line is about. The names, in lower case, are the words of the file.</summary>
internal enum Category
{
    /// <summary>Effect: a request that changes something at the other end.</summary>
    Http,

    /// <summary>Effect: a mail.</summary>
    Mail,

    /// <summary>Effect: a text message or call.</summary>
    Sms,

    /// <summary>Effect: money.</summary>
    Payment,

    /// <summary>Effect: a file grows.</summary>
    File,

    /// <summary>Effect: a counter or list in a cache grows.</summary>
    Counter,

    /// <summary>Effect: a publish that is not part of the settlement.</summary>
    Bus,

    /// <summary>Effect of any other kind.</summary>
    Other,

    /// <summary>Effect if the text says so: INSERT, or SET c = c + ….</summary>
    Sql,

    /// <summary>Effect if its object has a key that is not the message's: an insert that happens at once.</summary>
    Insert,

    /// <summary>As <see cref="Insert"/>, but only together with a <see cref="Commit"/>.</summary>
    Add,

    /// <summary>No effect by itself: what makes adds and changes of loaded objects last.</summary>
    Commit,

    /// <summary>No effect by itself: a value that is another one each time, which must not become a key.</summary>
    Random,

    /// <summary>Guard: a call whose result tells whether the message was handled before.</summary>
    Check,

    /// <summary>Guard: a call that passes a key, by which the other end knows a repetition.</summary>
    Key,
}

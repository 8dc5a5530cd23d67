namespace Waybill.Crash.Kill;

/// <summary>What a child tells its parent, one line each: a letter and a number.</summary>
internal enum EntryKind
{
    /// <summary>The publish was confirmed as flushed.</summary>
    Confirmed = 'C',

    /// <summary>A work message was handed out.</summary>
    Handled = 'H',

    /// <summary>The outcome of a work message was answered as settled.</summary>
    Settled = 'S',

    /// <summary>A done message was handed out.</summary>
    DoneHandled = 'D',

    /// <summary>The outcome of a done message was answered as settled.</summary>
    DoneSettled = 'E',

    /// <summary>Both queues are empty.</summary>
    Drained = 'Z',
}

internal readonly record struct Entry(EntryKind Kind, long Number)
{
    public static Entry Parse(string line) => new((EntryKind)line[0], long.Parse(line.AsSpan(1)));

    public override string ToString() => $"{(char)Kind}{Number}";
}

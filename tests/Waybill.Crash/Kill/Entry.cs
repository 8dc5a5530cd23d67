namespace Waybill.Crash.Kill;

/// <summary>What a child tells its parent, one line each: a letter and a number.</summary>
internal enum EntryKind
{
    /// <summary>The broker begins to open its folder.</summary>
    Opening = 'O',

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

    /// <summary>A kept message was handed out: by the child that drains, nobody else asks for them.</summary>
    KeptHandled = 'K',

    /// <summary>The outcome of a kept message was answered as settled.</summary>
    KeptSettled = 'L',

    /// <summary>The producer was opened, and this is its watermark.</summary>
    Watermark = 'W',

    /// <summary>All queues are empty.</summary>
    Drained = 'Z',
}

internal readonly record struct Entry(EntryKind Kind, long Number)
{
    // A killed writer may leave half a line behind, and half a number is another number.
    private const char End = '.';

    /// <returns>False for a line that was cut off.</returns>
    public static bool TryParse(string line, out Entry entry)
    {
        var whole = line.Length > 2 && line[^1] == End;
        entry = whole ? new Entry((EntryKind)line[0], long.Parse(line.AsSpan(1..^1))) : default;
        return whole;
    }

    public override string ToString() => $"{(char)Kind}{Number}{End}";
}

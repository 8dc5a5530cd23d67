namespace Waybill.Crash.Faults;

/// <summary>What a child writes before and after each thing that it does, one line each: a letter, a space, and a number or a text.</summary>
internal enum Step
{
    /// <summary>A publish begins.</summary>
    Publishing = 'P',

    /// <summary>The publish was confirmed as flushed.</summary>
    Confirmed = 'C',

    /// <summary>The outcome of a delivery is handed in.</summary>
    Settling = 'A',

    /// <summary>The outcome was answered as settled.</summary>
    Settled = 'S',

    /// <summary>The broker answered with an error, whose text follows.</summary>
    Refused = 'F',

    /// <summary>The child ends by itself: everything was done, or the broker had nothing left to give but an error.</summary>
    Ended = 'Z',
}

/// <summary>One line of a child.</summary>
/// <param name="Step">What happened.</param>
/// <param name="Text">The message's number, or what the error said.</param>
internal readonly record struct Entry(Step Step, string Text)
{
    public static Entry Parse(string line) => new((Step)line[0], line[2..]);

    public override string ToString() => $"{(char)Step} {Text.ReplaceLineEndings(" ")}";
}

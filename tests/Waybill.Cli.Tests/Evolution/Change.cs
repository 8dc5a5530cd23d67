using Waybill.Schemas;

namespace Waybill.Cli.Tests.Evolution;

/// <summary>One change of a message M between two versions of a program.</summary>
/// <param name="Name">As the page calls it.</param>
/// <param name="Verdict">What it does to those who read.</param>
internal sealed record Change(string Name, Verdict Verdict)
{
    /// <summary>Which of the changes that the row names it is; null for the first of them.</summary>
    public string? Variant { get; init; }

    /// <summary>The declaration before <see cref="Old"/>, where the lock file remembers something of it that the old declaration does not say; null for none.</summary>
    public string? Older { get; init; }

    /// <summary>The declaration before, and a message that such a program writes.</summary>
    public required string Old { get; init; }

    public required string OldSample { get; init; }

    /// <summary>The declaration after, and a message that such a program writes.</summary>
    public required string New { get; init; }

    public required string NewSample { get; init; }

    /// <summary>What the old program sees of the new one's message, as JSON.</summary>
    public required string OldSees { get; init; }

    /// <summary>What the new program sees of the old one's message, as JSON.</summary>
    public required string NewSees { get; init; }

    /// <summary>The same where the message itself is JSON.</summary>
    public required string OldSeesJson { get; init; }

    public required string NewSeesJson { get; init; }

    /// <summary>Whether the types go together and the sample's value is one that only one of them has.</summary>
    public bool IsOutOfRange { get; init; }

    /// <summary>As tests call it.</summary>
    public string Title => Variant is null ? Name : $"{Name}: {Variant}";

    /// <summary>The same change the other way round.</summary>
    public Change Reversed(string variant) =>
        this with
        {
            Variant = variant,
            Old = New,
            OldSample = NewSample,
            New = Old,
            NewSample = OldSample,
            OldSees = NewSees,
            NewSees = OldSees,
            OldSeesJson = NewSeesJson,
            NewSeesJson = OldSeesJson,
        };
}

namespace Waybill.Cli;

/// <summary>What the process ends with.</summary>
internal static class ExitCodes
{
    /// <summary>Done, and nothing to say against it.</summary>
    public const int Fine = 0;

    /// <summary>Something breaks readers, or the lock file is behind.</summary>
    public const int Behind = 1;

    /// <summary>A journal is damaged.</summary>
    public const int Damaged = 1;

    /// <summary>A mistake in the command, or an input that cannot be read.</summary>
    public const int Unusable = 2;
}

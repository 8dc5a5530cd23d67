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

    /// <summary>Something of a journal is whole and cannot be understood: a newer version wrote it.</summary>
    public const int NotUnderstood = 3;

    /// <summary>Somebody has ended it, as with Ctrl-C: what shells name a process that an interrupt ends.</summary>
    public const int Interrupted = 130;
}

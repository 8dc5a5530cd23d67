namespace Waybill.Crash.Mutants;

/// <summary>Keeps a <see cref="HastyInbox"/>'s claims in a file, which survives the process. Not thread-safe.</summary>
internal sealed class ClaimsFile(string path)
{
    private readonly HashSet<string> _claimed = File.Exists(path) ? [.. File.ReadLines(path)] : [];

    /// <returns>False: it is there already.</returns>
    public bool TryAdd(string claim)
    {
        if (!_claimed.Add(claim))
        {
            return false;
        }

        File.AppendAllLines(path, [claim]);
        return true;
    }
}

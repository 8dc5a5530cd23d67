namespace Waybill.Topologies;

/// <summary>Gathers problems.</summary>
internal sealed class ProblemList
{
    private readonly List<Problem> _found = [];

    public IReadOnlyList<Problem> Found => _found;

    public void Add(string rule, Subject subject, string? part, string text) => _found.Add(new Problem(rule, subject, part, text));

    /// <summary>For checks that only know texts: takes one as a problem of this place.</summary>
    public Action<string> At(string rule, Subject subject, string? part = null) => text => Add(rule, subject, part, text);
}

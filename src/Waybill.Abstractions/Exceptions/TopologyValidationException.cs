namespace Waybill;

/// <summary>The merged topology or its configuration is wrong. Carries every problem at once.</summary>
public sealed class TopologyValidationException : WaybillException
{
    /// <summary>One line a problem.</summary>
    public TopologyValidationException(IReadOnlyList<string> problems)
        : base(
            $"The topology has {problems.Count} problem{(problems.Count == 1 ? "" : "s")}:{string.Concat(problems.Select(p => $"{Environment.NewLine}- {p}"))}"
        ) => Problems = problems;

    /// <summary>Every problem, one line each.</summary>
    public IReadOnlyList<string> Problems { get; }
}

using Waybill.Crash.Simulate.Model;
using Waybill.Transports;

namespace Waybill.Crash.Simulate;

/// <summary>The outcomes of one lease that wait for their answers: the first is the one that counts.</summary>
internal sealed class Asked
{
    /// <summary>What the one that counts changes; null: it is answered, or there is none.</summary>
    public Effect? First { get; set; }

    /// <summary>How many came when the lease had ended, or was settled.</summary>
    public int Late { get; set; }

    /// <summary>What an outcome does.</summary>
    /// <param name="Copy">To which message.</param>
    /// <param name="Kind">What.</param>
    /// <param name="Change">What it changes; null: nothing.</param>
    /// <param name="Changed">In what.</param>
    /// <param name="Bytes">How much it publishes.</param>
    internal sealed record Effect(Copy Copy, OutcomeKind Kind, Change? Change, IReadOnlyList<Copy> Changed, int Bytes);
}

namespace Waybill.Topologies;

/// <summary>Something wrong in a topology, as a person and as an analyzer need it.</summary>
/// <param name="Rule">The id of the analyzer rule that it belongs to; one may be an id that no analyzer reports yet.</param>
/// <param name="Subject">The declaration to mend.</param>
/// <param name="Part">
/// The attribute's argument that it is about, such as <c>DeadLetter</c>; with the attribute before it where it is another than the subject's own, such as
/// <c>Retry.Delay</c>. Null for the declaration as a whole.
/// </param>
/// <param name="Text">Sentences that name the thing and the way out.</param>
internal sealed record Problem(string Rule, Subject Subject, string? Part, string Text);

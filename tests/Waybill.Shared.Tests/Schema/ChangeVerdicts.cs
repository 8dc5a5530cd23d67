using Waybill.Schemas;

namespace Waybill.Shared.Tests.Schema;

/// <summary>Every kind of change with each verdict that it may have: random schemas show that there is no other, and a row of the page has each.</summary>
internal static class ChangeVerdicts
{
    public static IReadOnlyList<(ChangeKind Kind, Verdict Verdict)> All { get; } =
    [
        (ChangeKind.MessageAdded, Verdict.Compatible),
        (ChangeKind.MessageRemoved, Verdict.Breaks),
        (ChangeKind.FieldAdded, Verdict.Compatible),
        (ChangeKind.FieldAdded, Verdict.Breaks),
        (ChangeKind.FieldRemoved, Verdict.Compatible),
        (ChangeKind.FieldRemoved, Verdict.BreaksJson),
        (ChangeKind.FieldRemoved, Verdict.Breaks),
        (ChangeKind.FieldRenamed, Verdict.Compatible),
        (ChangeKind.FieldRenamed, Verdict.BreaksJson),
        (ChangeKind.NumberChanged, Verdict.Breaks),
        (ChangeKind.NumberReused, Verdict.Breaks),
        (ChangeKind.TypeChanged, Verdict.Compatible),
        (ChangeKind.TypeChanged, Verdict.BreaksJson),
        (ChangeKind.TypeChanged, Verdict.Breaks),
        (ChangeKind.LabelChanged, Verdict.Compatible),
        (ChangeKind.LabelChanged, Verdict.BreaksJson),
        (ChangeKind.LabelChanged, Verdict.Breaks),
        (ChangeKind.DefaultChanged, Verdict.Breaks),
        (ChangeKind.JsonNameChanged, Verdict.Compatible),
        (ChangeKind.JsonNameChanged, Verdict.BreaksJson),
        (ChangeKind.JsonNameReused, Verdict.BreaksJson),
        (ChangeKind.OneOfChanged, Verdict.Breaks),
        (ChangeKind.SensitivityChanged, Verdict.Compatible),
        (ChangeKind.Reserved, Verdict.Compatible),
        (ChangeKind.EnumAdded, Verdict.Compatible),
        (ChangeKind.EnumRemoved, Verdict.Compatible),
        (ChangeKind.ValueAdded, Verdict.Compatible),
        (ChangeKind.ValueAdded, Verdict.Breaks),
        (ChangeKind.ValueRemoved, Verdict.Breaks),
        (ChangeKind.ValueRenamed, Verdict.Compatible),
        (ChangeKind.ValueNumberChanged, Verdict.Breaks),
        (ChangeKind.ValueReused, Verdict.Breaks),
    ];
}

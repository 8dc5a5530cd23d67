using Waybill.Roslyn;

namespace Waybill.Generators;

/// <summary>
/// A list that goes from step to step. Every value of a pipeline is a class: the runtime shares Roslyn's compiled steps among all classes, and compiles some
/// hundred methods anew for each struct, in every build that has no compiler server yet.
/// </summary>
/// <param name="Items">What it holds.</param>
internal sealed record StepList<T>(EquatableArray<T> Items)
    where T : IEquatable<T>;

namespace Waybill.Roslyn.Parsing;

/// <summary>
/// Which exceptions of a handler are tried again. What generated code cannot test for narrows that and never widens it, and the host does not start with it.
/// </summary>
/// <param name="Only">Whether <c>On</c> names anything, so that nothing but <paramref name="On"/> is tried again.</param>
/// <param name="On">The exceptions that are tried again, with <c>global::</c>.</param>
/// <param name="Never">The exceptions that are not.</param>
internal sealed record RetriedModel(bool Only, EquatableArray<string> On, EquatableArray<string> Never);

namespace Waybill.Schemas;

/// <summary>A line that cannot be read.</summary>
/// <param name="Line">Its number, from 1 on.</param>
/// <param name="Text">What is wrong and what to do, in sentences.</param>
internal sealed record LineProblem(int Line, string Text);

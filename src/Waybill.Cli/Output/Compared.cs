using Waybill.Cli.Input;

namespace Waybill.Cli.Output;

/// <summary>What was compared: which build, and since when.</summary>
/// <param name="Target">What was built.</param>
/// <param name="Lock">The lock file's path.</param>
internal sealed record Compared(Target Target, string Lock)
{
    /// <summary>The end of a sentence on changes.</summary>
    public string Text => $"in {ShownPath.Of(Target.Assembly)}, built {ShownPath.Time(Target.Built)}, since {ShownPath.Of(Lock)}";
}

namespace Waybill;

/// <summary>What is wrong with an object that cannot be written or read within another.</summary>
internal static class JsonNesting
{
    public static InvalidOperationException Null(MessageDescriptor type) =>
        new(
            $"A {type.Name} is null that is not declared nullable, and no reader would take that. Give it a value, or declare it nullable."
        );

    public static InvalidOperationException NoJson(MessageDescriptor type) =>
        new(
            $"{type.Name} has no JSON. Put [assembly: WaybillJson] into its assembly, or into the one whose [MessageFor] names it, and see that no two of its members have one name in JSON."
        );
}

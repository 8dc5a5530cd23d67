using System.Reflection;
using Waybill.Cli.Export;
using Waybill.Generated;
using Waybill.Messages.Tests.Support;
using Waybill.Schemas;

namespace Waybill.Oracle.Tests;

/// <summary>The schema of all shapes, as their assembly carries it, and what is exported of it.</summary>
internal static class ExportedShapes
{
    public static SchemaSet Schema { get; } =
        SchemaText.Read(typeof(MessageShapes).Assembly.GetCustomAttributes<WaybillSchemaAttribute>().Select(attribute => attribute.Lines));

    public static IReadOnlyList<ExportedFile> Files { get; } = ProtoExporter.Export("shapes", Schema);

    /// <summary>The members of a message type by their numbers.</summary>
    public static IReadOnlyDictionary<int, MemberInfo> Members(Type type) =>
        Schema
            .Message(WireName(type))!
            .Fields.ToDictionary(
                field => field.Number,
                field => type.GetMember(field.Name, BindingFlags.Public | BindingFlags.Instance).Single()
            );

    public static string WireName(Type type) =>
        type.GetCustomAttribute<MessageAttribute>() is { Name: { Length: > 0 } name } ? name : type.FullName!.Replace('+', '.');
}

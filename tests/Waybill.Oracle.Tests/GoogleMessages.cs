using System.Reflection;
using Google.Protobuf.Reflection;

namespace Waybill.Oracle.Tests;

/// <summary>Google's readers of the exported messages, by the names of the .proto files.</summary>
internal static class GoogleMessages
{
    private static readonly Dictionary<string, Google.Protobuf.Reflection.MessageDescriptor> s_all = Assembly
        .Load("Waybill.Oracle.Protos")
        .GetTypes()
        .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
        .OfType<FileDescriptor>()
        .SelectMany(file => file.MessageTypes)
        .ToDictionary(message => message.Name);

    public static Google.Protobuf.Reflection.MessageDescriptor Get(string name) => s_all[name];
}

using System.Runtime.Loader;
using Waybill.Cli.Input;
using Waybill.Cli.Tests.Support;
using Waybill.Generators.Tests.Harness;
using Waybill.Schemas;

namespace Waybill.Cli.Tests.Evolution;

/// <summary>One version of a program: a message M, the code that writes a sample of it, and the code that reads what another version wrote.</summary>
internal sealed class Version : IDisposable
{
    /// <summary>What a reader says that refuses a message.</summary>
    public const string Refused = "refused";

    private readonly AssemblyLoadContext _context;
    private readonly Type _wire;

    /// <param name="declaration">The message M and what it needs.</param>
    /// <param name="sample">An expression of type M.</param>
    /// <param name="folder">Takes the assembly.</param>
    public Version(string declaration, string sample, TempFolder folder)
    {
        var run = Compiled.Run(
            $$"""
            [assembly: WaybillJson]
            {{declaration}}
            public static class Wire
            {
                public static byte[] Write() => Bytes<M>({{sample}});
                public static byte[] WriteJson() => Json<M>({{sample}});
                public static string Read(byte[] bytes) => Text(() => ProtoReader.Decode<M>(bytes));
                public static string ReadJson(byte[] bytes) => Text(() => JsonMessageReader.Decode<M>(bytes));

                private static string Text(Func<M> read)
                {
                    try { return System.Text.Encoding.UTF8.GetString(Json<M>(read())); }
                    catch (MessageFormatException) { return "{{Refused}}"; }
                }

                private static byte[] Bytes<T>(T message) where T : IMessage<T>
                {
                    var buffer = new byte[T.GetSizeBound(message)];
                    var writer = new ProtoWriter(buffer);
                    T.Write(ref writer, message);
                    return buffer[..writer.Position];
                }

                private static byte[] Json<T>(T message) where T : IMessage<T>
                {
                    var writer = new JsonMessageWriter(new byte[1024]);
                    T.Json!.Write(ref writer, message);
                    var json = writer.Written.ToArray();
                    writer.Dispose();
                    return json;
                }
            }
            """
        );
        Schema = AssemblyFile.Read(Compiled.Write(run, folder));
        _context = run.Load();
        _wire = _context.Assemblies.Single().GetType("Wire")!;
    }

    public SchemaSet Schema { get; }

    public byte[] Write() => (byte[])Call("Write")!;

    public byte[] WriteJson() => (byte[])Call("WriteJson")!;

    /// <summary>What this version sees of a message of another, as JSON; or <see cref="Refused"/>.</summary>
    public string Read(byte[] bytes) => (string)Call("Read", bytes)!;

    public string ReadJson(byte[] bytes) => (string)Call("ReadJson", bytes)!;

    public void Dispose() => _context.Unload();

    private object? Call(string method, params object[] arguments) => _wire.GetMethod(method)!.Invoke(null, arguments);
}

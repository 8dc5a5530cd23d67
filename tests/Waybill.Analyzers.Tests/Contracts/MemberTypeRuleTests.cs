using Waybill.Analyzers.Contracts;
using Waybill.Analyzers.Tests.Harness;

namespace Waybill.Analyzers.Tests.Contracts;

public sealed class MemberTypeRuleTests
{
    [Theory]
    [InlineData("IComparable [|Value|]")]
    [InlineData("Action [|Value|]")]
    [InlineData("object [|Value|]")]
    [InlineData("dynamic [|Value|]")]
    [InlineData("IEnumerable<string> [|Value|]")]
    [InlineData("IQueryable<string> [|Value|]")]
    [InlineData("ISet<string> [|Value|]")]
    [InlineData("SortedSet<string> [|Value|]")]
    [InlineData("HashSet<byte[]> [|Value|]")]
    [InlineData("HashSet<string?> [|Value|]")]
    [InlineData("HashSet<HashSet<int>> [|Value|]")]
    [InlineData("System.Collections.Immutable.ImmutableList<int?> [|Value|]")]
    [InlineData("IDictionary<string, string> [|Value|]")]
    [InlineData("SortedDictionary<double, string> [|Value|]")]
    [InlineData("IReadOnlyDictionary<string, string?> [|Value|]")]
    [InlineData("System.Collections.Immutable.ImmutableDictionary<string, int[]> [|Value|]")]
    [InlineData("int[][] [|Value|]")]
    [InlineData("Dictionary<double, string> [|Value|]")]
    [InlineData("Dictionary<string, object> [|Value|]")]
    [InlineData("List<string?> [|Value|]")]
    [InlineData("int?[] [|Value|]")]
    [InlineData("List<List<int>> [|Value|]")]
    [InlineData("int[,] [|Value|]")]
    [InlineData("(int, string) [|Value|]")]
    [InlineData("HashSet<ReadOnlyMemory<byte>> [|Value|]")]
    [InlineData("Memory<string> [|Value|]")]
    [InlineData("ReadOnlyMemory<int?> [|Value|]")]
    [InlineData("List<Memory<int>> [|Value|]")]
    [InlineData("Dictionary<Uri, string> [|Value|]")]
    [InlineData("Plain [|Value|]")]
    [InlineData("List<Plain> [|Value|]")]
    public Task Reports_a_type_without_a_form_on_the_wire(string member) =>
        Rule<MemberTypeRule>.CheckAsync(
            $"[Message] public sealed partial record Placed({member}); public sealed record Plain(int Number);"
        );

    [Theory]
    [InlineData("string Value")]
    [InlineData("DateOnly? Value")]
    [InlineData("Dictionary<int, Line> Value")]
    [InlineData("IReadOnlyList<Line> Value")]
    [InlineData("byte[][] Value")]
    [InlineData("Uri? Value")]
    [InlineData("Version Value")]
    [InlineData("Half Value")]
    [InlineData("HashSet<Uri> Value")]
    [InlineData("Dictionary<Version, Half> Value")]
    [InlineData("Memory<byte> Value")]
    [InlineData("ReadOnlyMemory<DayOfWeek>? Value")]
    [InlineData("List<ReadOnlyMemory<byte>> Value")]
    [InlineData("HashSet<string> Value")]
    [InlineData("HashSet<Line> Value")]
    [InlineData("IReadOnlyCollection<Line>? Value")]
    [InlineData("System.Collections.Immutable.ImmutableList<byte[]> Value")]
    [InlineData("System.Collections.Immutable.ImmutableHashSet<Guid> Value")]
    [InlineData("SortedDictionary<string, Line> Value")]
    [InlineData("IReadOnlyDictionary<string, string> Value")]
    [InlineData("System.Collections.Immutable.ImmutableDictionary<int, byte[]> Value")]
    [InlineData("Line? Value")]
    [InlineData("List<DayOfWeek>? Value")]
    public Task Is_silent_on_the_guide_s_types(string member) =>
        Rule<MemberTypeRule>.CheckAsync(
            $"[Message] public sealed partial record Placed({member}); [Message] public sealed partial record Line(int Number);"
        );

    [Theory]
    [InlineData("[Message] public sealed partial class Placed { public object Computed => this; public int Number { get; set; } }")]
    [InlineData("public sealed record Placed(object Value);")]
    [InlineData("[Message] public sealed partial class Placed { private object? _cache; public int Number { get; set; } }")]
    public Task Is_silent_on_what_a_message_does_not_carry(string source) =>
        Rule<MemberTypeRule>.CheckAsync("#pragma warning disable CS0169\n" + source);

    [Fact]
    public Task Reports_every_member_that_closes_a_circle() =>
        Rule<MemberTypeRule>.CheckAsync(
            """
            [Message] public sealed partial record Order(Customer [|Buyer|], Note First);
            [Message] public sealed partial record Customer(Order [|Last|]);
            [Message] public sealed partial record Note(Note [|Next|], string Text);
            """
        );

    [Theory]
    [InlineData("Order? Last")]
    [InlineData("List<Order> All")]
    [InlineData("Order? Last = null")]
    public Task A_circle_may_end(string member) =>
        Rule<MemberTypeRule>.CheckAsync(
            $"[Message] public sealed partial record Order(Customer Buyer); [Message] public sealed partial record Customer({member});"
        );

    [Fact]
    public Task Reports_members_of_cases_and_a_circle_that_no_case_ends() =>
        Rule<MemberTypeRule>.CheckAsync(
            """
            [Message, Union] public abstract partial record Payment
            {
                private Payment() { }
                public sealed record Card(string Number, object [|Raw|]) : Payment;
                public sealed record [|Cash|] : Payment { public Cash(int other) => Amount = other; public int Amount { get; } }
            }
            [Message, Union] public abstract partial record Endless
            {
                private Endless() { }
                public sealed record Left(Endless [|Next|]) : Endless;
                public sealed record Right(Endless [|Next|]) : Endless;
            }
            [Message, Union] public abstract partial record Tree
            {
                private Tree() { }
                public sealed record Leaf(int Number) : Tree;
                public sealed record Node(Tree Left, Tree Right) : Tree;
            }
            """
        );

    [Fact]
    public Task Says_that_a_case_is_carried_as_its_union() =>
        Rule<MemberTypeRule>.CheckMessageAsync(
            """
            [Message] public sealed partial record Placed(Payment.Card {|#0:Value|});
            [Message, Union] public abstract partial record Payment { private Payment() { } public sealed record Card(string Number) : Payment; }
            """,
            "Placed.Value is 'Card', a case of the union 'Payment'. Use 'Payment', or a message that both hold."
        );

    [Fact]
    public Task Is_silent_on_types_of_others_that_the_assembly_names() =>
        Rule<MemberTypeRule>.CheckAsync(
            """
            [assembly: MessageFor(typeof(Plain))]
            [Message] public sealed partial record Placed(Plain Value, List<Plain> More, Dictionary<int, Plain> Map);
            public class Plain { public int Number { get; set; } public Plain? Next { get; set; } public object Computed => this; }
            """
        );

    [Theory]
    [InlineData("Open<int>", "Open is generic. Declare a message with what it holds, or use a converter.")]
    [InlineData("string", "String has a form on the wire already.")]
    [InlineData("Own", "Own is a message already.")]
    [InlineData("IDisposable", "IDisposable is no class or struct whose objects have values.")]
    [InlineData(
        "System.IO.Stream",
        "Stream is abstract, so that no reader could make an object. Name the types that are meant, or use a converter."
    )]
    [InlineData(
        "Shut",
        "Shut cannot be read: give it a constructor whose parameters are its properties, by name and type. "
            + "Where that is not yours to do: use a converter ([SerializeWith]), or a message of your own that holds what matters."
    )]
    [InlineData(
        "Loose",
        "Loose.Any is 'object?', which may be anything, so that no reader knows what is in it. Use the type that is meant, or a message for each case. "
            + "Where that is not yours to do: use a converter ([SerializeWith]), or a message of your own that holds what matters."
    )]
    public Task Says_what_is_wrong_with_a_type_of_others(string type, string why) =>
        Rule<MemberTypeRule>.CheckMessageAsync(
            $$"""
            [assembly: {|#0:MessageFor(typeof({{type}}))|}]
            [Message] public sealed partial record Own(int Number);
            public class Open<T> { public T? Value { get; set; } }
            public class Shut { private Shut() { } public int Number { get; set; } }
            public class Loose { public object? Any { get; set; } }
            """,
            why
        );

    [Fact]
    public Task Reports_a_message_that_no_reader_can_make() =>
        Rule<MemberTypeRule>.CheckAsync(
            "[Message] public sealed partial class [|Placed|] { public Placed(int first) => Number = first; public int Number { get; } }"
        );

    [Fact]
    public Task Says_why_and_what_to_use() =>
        Rule<MemberTypeRule>.CheckMessageAsync(
            "[Message] public sealed partial record Placed(IEnumerable<string> {|#0:Lines|});",
            "Placed.Lines is 'IEnumerable<string>', which may run its source, code or a query, each time that it is read; and writing reads it twice, for the length "
                + "and for the content. Use IReadOnlyList<T>, and call ToList() where the message is made."
        );

    [Theory]
    [InlineData(
        "IQueryable<int>",
        "which is a query and not its result. Run it, and use T[], List<T>, IReadOnlyList<T> or ImmutableArray<T>."
    )]
    [InlineData(
        "object",
        "which may be anything, so that no reader knows what is in it. Use the type that is meant, or a message for each case."
    )]
    [InlineData(
        "IComparable",
        "an interface, of which no reader could make an object. Use the type that is meant, or a message for each case."
    )]
    [InlineData("Action", "which is code and not data. Leave it out of the message.")]
    [InlineData(
        "int[,]",
        "an array of more than one dimension. Use T[], List<T>, IReadOnlyList<T> or ImmutableArray<T> of a message for each row."
    )]
    [InlineData("int[][]", "a collection of collections, which Protobuf does not have. Declare a message that holds the inner 'int[]'.")]
    [InlineData(
        "HashSet<byte[]>",
        "a set of 'byte[]', which compares by reference, so that nothing that was read is ever found in it. Use T[], List<T>, IReadOnlyList<T> or ImmutableArray<T>."
    )]
    [InlineData(
        "Memory<string>",
        "memory of 'string', which has no fixed width: memory is for numbers, bool, char and enums. Use T[], List<T>, IReadOnlyList<T> or ImmutableArray<T>."
    )]
    [InlineData("SortedSet<int>", "a collection that has no form on the wire. Use HashSet<T> or ImmutableHashSet<T>.")]
    [InlineData("ISet<int>", "an interface, of which no reader could make an object. Use HashSet<T> or ImmutableHashSet<T>.")]
    [InlineData(
        "IDictionary<int, int>",
        "an interface, of which no reader could make an object. Use Dictionary<TKey, TValue>, IReadOnlyDictionary<TKey, TValue> or ImmutableDictionary<TKey, TValue>."
    )]
    [InlineData(
        "IAsyncEnumerable<int>",
        "whose elements are not there yet. Await them, and use T[], List<T>, IReadOnlyList<T> or ImmutableArray<T>."
    )]
    [InlineData(
        "System.Collections.ArrayList",
        "a collection of anything, so that no reader knows what is in it. Use T[], List<T>, IReadOnlyList<T> or ImmutableArray<T>, or Dictionary<TKey, TValue>, IReadOnlyDictionary<TKey, TValue> or ImmutableDictionary<TKey, TValue>, of the type that is meant.",
        "ArrayList"
    )]
    [InlineData("nint", "which is as wide as this process's addresses, and means nothing elsewhere. Use long or ulong.")]
    [InlineData(
        "System.Text.Json.JsonElement",
        "which may be any JSON, so that no reader knows what is in it. Use a string with its text, or a message with the members that are meant.",
        "JsonElement"
    )]
    [InlineData(
        "System.Net.IPAddress",
        "which has several forms, and a scope that means something to one computer. Use a string (ToString and Parse), or byte[] (GetAddressBytes).",
        "IPAddress"
    )]
    [InlineData(
        "InvalidOperationException",
        "which holds objects and stack frames of this process. Use a string, or a message with what a reader needs of it."
    )]
    [InlineData("Task<int>", "whose result is not there yet. Await it, and use the type of the result.")]
    [InlineData("Type", "which names code of this process. Use an enum or a string that says what is meant.")]
    [InlineData("Int128", "which has more bits than a number of Protobuf. Use decimal where it suffices, a string, or two ulong.")]
    [InlineData(
        "KeyValuePair<int, int>",
        "a pair, whose members have no names of their own. Declare a message with these members, or use Dictionary<TKey, TValue>."
    )]
    public Task Says_why_for_each_common_type(string type, string why, string? shown = null) =>
        Rule<MemberTypeRule>.CheckMessageAsync(
            $"[Message] public sealed partial record Placed({type} {{|#0:Value|}});",
            $"Placed.Value is '{shown ?? type}', {why}"
        );

    [Fact]
    public Task Says_why_of_a_pointer() =>
        Rule<MemberTypeRule>.CheckMessageAsync(
            "[Message] public unsafe partial struct Placed { public int* {|#0:Value|}; }",
            "Placed.Value is 'int*', which points into this process's memory. Copy the content into a byte[]."
        );

    [Fact]
    public Task Asks_for_Message_on_a_type_of_the_same_source() =>
        Rule<MemberTypeRule>.CheckMessageAsync(
            "[Message] public sealed partial record Placed(List<Line> {|#0:Lines|}); public sealed record Line(int Number);",
            "Placed.Lines is 'List<Line>', whose elements are 'Line', which is no message. Put [Message] on 'Line', and make it sealed and partial."
        );

    [Fact]
    public Task Shows_the_circle() =>
        Rule<MemberTypeRule>.CheckMessageAsync(
            "[Message] public sealed partial record Node(Node {|#0:Next|}, int Number);",
            "Node.Next needs a Node inside every Node (Node -> Node), without end. Make Next nullable, or a collection."
        );

    [Theory]
    [InlineData("[SerializeWith(typeof(Good))] Plain Value")]
    [InlineData("[property: SerializeWith(typeof(Good))] Plain? Value")]
    [InlineData("[SerializeWith(typeof(Good))] List<Plain> Value")]
    [InlineData("[SerializeWith(typeof(Good))] Dictionary<string, Plain> Value")]
    [InlineData("[SerializeWith(typeof(ToLine))] Plain Value")]
    [InlineData("[SerializeWith(typeof(Several))] Plain Value")]
    [InlineData("Dictionary<Own, Own> Value")]
    [InlineData("HashSet<Own>? Value")]
    public Task Is_silent_on_what_a_converter_gives_a_form(string member) =>
        Rule<MemberTypeRule>.CheckAsync(
            $"[Message] public sealed partial record Placed({member}); [Message] public sealed partial record Line(int Number);"
                + Converters
        );

    [Theory]
    [InlineData("Plain", "Other", "which converts 'Uri' and not 'Plain'. Implement IWireConverter<Plain, …>, or name another converter.")]
    [InlineData("Plain", "None", "which is no converter. Implement IWireConverter<Plain, …>.")]
    [InlineData("Plain", "INamed", "which is no class or struct that could implement IWireConverter<Plain, …>. Name one.")]
    [InlineData("Plain", "Open<>", "which is open. Name it with its type arguments.")]
    [InlineData("Plain", "Twice", "which converts 'Plain' to several types. Leave one of them, so that its form on the wire is certain.")]
    [InlineData(
        "Plain",
        "ToObject",
        "which converts it to 'object', which may be anything, so that no reader knows what is in it. Use the type that is meant, or a message for each case."
    )]
    [InlineData("Plain", "ToList", "which converts it to 'List<int>', a collection. Convert to a message that holds it.")]
    [InlineData("Plain", "ToOwn", "which converts it to 'Own', which is converted itself. Convert to what is on the wire in the end.")]
    [InlineData(
        "Plain",
        "ToNull",
        "which converts it to 'int?', and that may be null. Null needs no converter: convert to a type that is not nullable."
    )]
    public Task Says_what_is_wrong_with_a_converter(string type, string converter, string why) =>
        Rule<MemberTypeRule>.CheckMessageAsync(
            $"[Message] public sealed partial record Placed([SerializeWith(typeof({converter}))] {type} {{|#0:Value|}}); [Message] public sealed partial record Line(int Number);"
                + Converters,
            $"Placed.Value is serialized with '{converter}', {why}"
        );

    [Fact]
    public Task Says_that_a_converter_is_out_of_reach() =>
        Rule<MemberTypeRule>.CheckMessageAsync(
            """
            [Message] public sealed partial record Placed([SerializeWith(typeof(Placed.Hidden))] Plain {|#0:Value|}) { class Hidden : Base<Plain, string> { } }
            [Message] public sealed partial record Line(int Number);
            """ + Converters,
            "Placed.Value is serialized with 'Hidden', which generated code cannot reach. Make it internal or public, and all that it is nested in."
        );

    [Theory]
    [InlineData(
        "Mistaken {|#0:Value|}",
        "is 'Mistaken', which is serialized with 'None', which is no converter. Implement IWireConverter<Mistaken, …>."
    )]
    [InlineData(
        "List<Mistaken> {|#0:Value|}",
        "is 'List<Mistaken>', whose elements are 'Mistaken', which is serialized with 'None', which is no converter. Implement IWireConverter<Mistaken, …>."
    )]
    [InlineData(
        "[SerializeWith(typeof(Good))] Memory<Plain> {|#0:Value|}",
        "is 'Memory<Plain>', memory of 'Plain', which has no fixed width: memory is for numbers, bool, char and enums. Use T[], List<T>, IReadOnlyList<T> or ImmutableArray<T>."
    )]
    public Task Says_what_is_wrong_with_a_type_s_converter(string member, string why) =>
        Rule<MemberTypeRule>.CheckMessageAsync(
            $"[Message] public sealed partial record Placed({member}); [Message] public sealed partial record Line(int Number);"
                + Converters,
            $"Placed.Value {why}"
        );

    private const string Converters = """

        public sealed record Plain(int Number);
        [SerializeWith(typeof(OwnConverter))] public readonly record struct Own(int Number);
        [SerializeWith(typeof(None))] public sealed record Mistaken(int Number);
        public interface INamed { }
        public class None { }
        public class OwnConverter : Base<Own, int> { }
        public class Good : Base<Plain, string> { }
        public class ToLine : Base<Plain, Line> { }
        public class ToObject : Base<Plain, object> { }
        public class ToList : Base<Plain, List<int>> { }
        public class ToOwn : Base<Plain, Own> { }
        public class ToNull : Base<Plain, int?> { }
        public class Other : Base<Uri, string> { }
        public class Several : Base<Plain, string>, IWireConverter<Uri, string>
        {
            static string IWireConverter<Uri, string>.ToWire(Uri value) => "";
            static Uri IWireConverter<Uri, string>.FromWire(string value) => null!;
        }
        public class Twice : Base<Plain, string>, IWireConverter<Plain, int>
        {
            static int IWireConverter<Plain, int>.ToWire(Plain value) => 0;
            static Plain IWireConverter<Plain, int>.FromWire(int value) => null!;
        }
        public class Open<T> : Base<Plain, string> { }
        public abstract class Base<T, TWire> : IWireConverter<T, TWire>
        {
            static TWire IWireConverter<T, TWire>.ToWire(T value) => default!;
            static T IWireConverter<T, TWire>.FromWire(TWire value) => default!;
        }
        """;

    private const string Json = "[assembly: WaybillJson] ";

    private const string PropertyName = "property: System.Text.Json.Serialization.JsonPropertyName";

    [Theory]
    [InlineData(Json, "[" + PropertyName + "(\"x\")] int A, [" + PropertyName + "(\"x\")] int {|#0:B|}", "B", "x", "A")]
    [InlineData(Json, "string Url, string {|#0:URL|}", "URL", "url", "Url")]
    [InlineData(Json, "string A, [" + PropertyName + "(\"a\")] string {|#0:B|}", "B", "a", "A")]
    [InlineData(
        "public static class Names { [Queue(Accept = MessageFormat.Json)] public const string Stock = \"stock\"; } ",
        "string Url, string {|#0:URL|}",
        "URL",
        "url",
        "Url"
    )]
    public Task Reports_members_that_are_one_in_JSON(string ask, string members, string second, string name, string first) =>
        Rule<MemberTypeRule>.CheckMessageAsync(
            $"{ask}[Message] public sealed partial record Placed({members});",
            $"Placed.{second} is '{name}' in JSON, and so is {first}, for names are read whatever their case: Placed has no JSON. Give one another name in [JsonPropertyName]."
        );

    [Theory]
    [InlineData("", "string Url, string URL")]
    [InlineData(Json, "string Url, [" + PropertyName + "(\"link\")] string URL")]
    [InlineData(Json, "string OrderId, string Order_Id")]
    public Task Is_silent_on_members_that_JSON_tells_apart_or_nobody_asks_for(string ask, string members) =>
        Rule<MemberTypeRule>.CheckAsync($"{ask}[Message] public sealed partial record Placed({members});");

    [Fact]
    public Task Reports_cases_that_are_one_in_JSON() =>
        Rule<MemberTypeRule>.CheckMessageAsync(
            Json
                + "[Message, Union] public abstract partial record U { private U() { } public sealed record Sms(int N) : U; public sealed record {|#0:SMS|}(int N) : U; }",
            "U.SMS is 'sms' in JSON, and so is Sms, for names are read whatever their case: U has no JSON. Rename one."
        );

    [Theory]
    [InlineData("enum")]
    [InlineData("struct")]
    [InlineData("class")]
    public Task Says_which_keys_a_map_may_have_and_what_a_type_of_one_s_own_needs(string kind) =>
        Rule<MemberTypeRule>.CheckMessageAsync(
            kind == "enum"
                ? "[Message] public sealed partial record Placed(Dictionary<Kind, int> {|#0:Counts|}); public enum Kind { A }"
                : $"[Message] public sealed partial record Placed(Kind {{|#0:Of|}}); public {kind} Kind {{ }}",
            kind switch
            {
                "enum" =>
                    "Placed.Counts is 'Dictionary<Kind, int>', whose key 'Kind' cannot be the key of a map: Protobuf allows text, integers and bool. "
                        + "Use string, bool, char, byte, sbyte, short, ushort, int, uint, long, ulong, DateOnly, TimeOnly or Version, none of them nullable; in place of an enum the number, and of a Guid its text.",
                "struct" => "Placed.Of is 'Kind', which is no message. Put [Message] on 'Kind', and make it partial.",
                _ => "Placed.Of is 'Kind', which is no message. Put [Message] on 'Kind', and make it sealed and partial.",
            }
        );

    [Theory]
    [InlineData("string")]
    [InlineData("bool")]
    [InlineData("char")]
    [InlineData("byte")]
    [InlineData("sbyte")]
    [InlineData("short")]
    [InlineData("ushort")]
    [InlineData("int")]
    [InlineData("uint")]
    [InlineData("long")]
    [InlineData("ulong")]
    [InlineData("DateOnly")]
    [InlineData("TimeOnly")]
    [InlineData("Version")]
    public Task A_map_may_have_each_key_that_is_said(string key) =>
        Rule<MemberTypeRule>.CheckAsync($"[Message] public sealed partial record Placed(Dictionary<{key}, int> Counts);");

    [Fact]
    public Task Says_where_to_put_what_the_compiler_refuses_on_a_parameter() =>
        Rule<MemberTypeRule>.CheckMessageAsync(
            "[Message] public sealed partial record Placed(int Id, [{|CS0592:Ignore|}] string {|#0:Note|} = \"\");",
            "Placed.Note has [Ignore] on the parameter. Put it on the property, in a positional record as [property: Ignore], and give the parameter a default value, which readers pass then."
        );

    [Fact]
    public Task Says_what_a_parameter_of_an_ignored_member_needs() =>
        Rule<MemberTypeRule>.CheckMessageAsync(
            "[Message] public sealed partial record {|#0:Placed|}(int Id, [property: Ignore] string Note);",
            "Message Placed cannot be read: its constructor's parameter 'Note' sets what [Ignore] leaves out. Give it a default value, which readers pass then."
        );

    [Fact]
    public Task Says_that_a_type_of_somebody_else_s_was_a_message() =>
        Rule<MemberTypeRule>.CheckMessageWithFileAsync(
            "[Message] public sealed partial record Parcel(Guid Id, System.Net.Cookie {|#0:At|});",
            "Parcel.At is 'Cookie', which is a message in waybill.lock, and none without [assembly: MessageFor(typeof(System.Net.Cookie))]. Put that back.",
            Locked.File,
            Locked.Text("message System.Net.Cookie", "field System.Net.Cookie 1 Name name singular string")
        );
}

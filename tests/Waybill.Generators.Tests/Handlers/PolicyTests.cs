using Waybill.Generators.Tests.Handlers.Support;

namespace Waybill.Generators.Tests.Handlers;

public sealed class PolicyTests
{
    private static LoadedModule LoadKeys(string type, string more = "") =>
        LoadedModule.Load(
            $$"""
            {{HandlerSources.Shop}}
            public enum Kind : byte { None, Some = 7 }
            {{more}}

            [Message] public sealed partial record Keyed({{type}} Key);

            [Handler(Orders.Inventory)]
            public static class Inventory
            {
                [Idempotent(Key = "Key")]
                public static void Handle(Keyed keyed) { }
            }
            """
        );

    public static TheoryData<string, object?, string> Keys =>
        new()
        {
            { "string", "ORD-1", "ORD-1" },
            { "string?", "ORD-1", "ORD-1" },
            { "int", -5, "-5" },
            { "ulong?", ulong.MaxValue, "18446744073709551615" },
            { "decimal", 1.50m, "1.5" },
            { "decimal?", 79228162514264337593543950335m, "79228162514264337593543950335" },
            { "double", 0.1, "0.1" },
            { "float?", 0.1f, "0.1" },
            { "bool", true, "True" },
            { "char", 'x', "x" },
            { "Guid", new Guid("0a0b0c0d-0000-0000-0000-000000000001"), "0a0b0c0d-0000-0000-0000-000000000001" },
            { "DateTimeOffset", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)), "639029162450000000" },
            { "DateTime?", new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), "639029198450000000" },
            { "DateOnly", new DateOnly(2026, 1, 2), "2026-01-02" },
            { "TimeOnly?", new TimeOnly(3, 4, 5), "03:04:05.0000000" },
            { "TimeSpan", TimeSpan.FromMinutes(90), "01:30:00" },
        };

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_property_becomes_the_key(string type, object? value, string expected)
    {
        using var culture = new Culture("ar-SA");
        using var module = LoadKeys(type);

        Assert.Equal(expected, module.Handler("Shop.Keyed").Key(module.Message("Shop.Keyed", value)));
    }

    [Theory]
    [InlineData("Id?", "7", "7")]
    [InlineData("Id", "7", "7")]
    [InlineData("Code", "x", "x")]
    [InlineData("Code?", null, null)]
    [InlineData("Code", "", null)]
    public void A_converted_property_becomes_the_key_that_it_is_on_the_wire(string type, string? text, string? expected)
    {
        using var module = LoadKeys(
            type,
            """
            [SerializeWith(typeof(IdConverter))] public readonly record struct Id(string Text);
            public sealed class IdConverter : IWireConverter<Id, int>
            {
                public static int ToWire(Id value) => int.Parse(value.Text);
                public static Id FromWire(int value) => new(value.ToString());
            }
            [SerializeWith(typeof(CodeConverter))] public sealed record Code(string Text);
            public sealed class CodeConverter : IWireConverter<Code, string>
            {
                static string IWireConverter<Code, string>.ToWire(Code value) => value.Text;
                static Code IWireConverter<Code, string>.FromWire(string value) => new(value);
            }
            """
        );
        var key = text is null ? null : module.Message("Shop." + type.TrimEnd('?'), text);
        var message = module.Message("Shop.Keyed", key);

        if (expected is null)
        {
            Assert.Throws<InvalidOperationException>(() => module.Handler("Shop.Keyed").Key(message));
        }
        else
        {
            Assert.Equal(expected, module.Handler("Shop.Keyed").Key(message));
        }
    }

    /// <summary>Two values that are one to Equals: whatever zone this machine is in, and however a number was written.</summary>
    public static TheoryData<string, object, object> EqualValues =>
        new()
        {
            { "decimal", 10.0m, 10.00m },
            { "decimal", 0m, -0.0m },
            { "decimal", 0.0000000000000000000000000010m, 0.000000000000000000000000001m },
            { "double", 0.0, -0.0 },
            { "float", 0f, -0f },
            { "double", double.NaN, BitConverter.Int64BitsToDouble(0x7FF8000000000001) },
            { "DateTime", new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Local), new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc) },
            { "DateTime", new DateTime(2026, 1, 2, 3, 4, 5), new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc) },
            {
                "DateTimeOffset",
                new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)),
                new DateTimeOffset(2026, 1, 2, 2, 4, 5, TimeSpan.Zero)
            },
        };

    [Theory]
    [MemberData(nameof(EqualValues))]
    public void Equal_values_are_one_key(string type, object left, object right)
    {
        using var module = LoadKeys(type);
        var handler = module.Handler("Shop.Keyed");

        Assert.Equal(left, right);
        Assert.Equal(handler.Key(module.Message("Shop.Keyed", left)), handler.Key(module.Message("Shop.Keyed", right)));
    }

    [Fact]
    public void An_enum_counts_by_its_number()
    {
        using var module = LoadKeys("Kind");
        var kind = Enum.ToObject(module.Handler("Shop.Keyed").MessageType.GetProperty("Key")!.PropertyType, 7);

        Assert.Equal("7", module.Handler("Shop.Keyed").Key(module.Message("Shop.Keyed", kind)));
    }

    [Theory]
    [InlineData("string?", null, "Keyed.Key is null or empty, and the inbox key of Inventory cannot be")]
    [InlineData("string", "", "Keyed.Key is null or empty, and the inbox key of Inventory cannot be")]
    [InlineData("int?", null, "Keyed.Key is null, and the inbox key of Inventory cannot be")]
    [InlineData("byte[]", null, "Keyed.Key is of type byte[], which cannot be one")]
    public void What_cannot_be_a_key_is_named(string type, object? value, string expected)
    {
        using var module = LoadKeys(type);

        var error = Assert.Throws<InvalidOperationException>(() => module.Handler("Shop.Keyed").Key(module.Message("Shop.Keyed", value)));

        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public void Without_a_property_the_message_id_is_the_key()
    {
        using var module = LoadedModule.Load(
            HandlerSources.Handler("[Idempotent] public static void Handle(Tick tick) { }", declaration: "public static class Inventory")
        );

        Assert.Null(module.Handler("Shop.Tick").Key(module.Message("Shop.Tick", 1)));
    }

    [Theory]
    [InlineData("", "TimeoutException ArgumentException ArgumentNullException", "")]
    [InlineData("[Retry(3)]", "TimeoutException ArgumentException", "")]
    [InlineData("[Retry(3, On = [typeof(ArgumentException)])]", "ArgumentException ArgumentNullException", "TimeoutException")]
    [InlineData("[Retry(3, Never = [typeof(ArgumentException)])]", "TimeoutException", "ArgumentException ArgumentNullException")]
    [InlineData(
        "[Retry(3, On = [typeof(ArgumentException), typeof(TimeoutException)], Never = [typeof(ArgumentNullException)])]",
        "ArgumentException TimeoutException",
        "ArgumentNullException InvalidOperationException"
    )]
    public void Exceptions_are_chosen(string retry, string retried, string refused)
    {
        using var module = LoadedModule.Load(
            HandlerSources.Handler($"{retry} public static void Handle(Tick tick) {{ }}", declaration: "public static class Inventory")
        );

        Assert.All(
            Exceptions(retried),
            exception => Assert.True(module.Handler("Shop.Tick").ShouldRetry(exception), exception.GetType().Name)
        );
        Assert.All(
            Exceptions(refused),
            exception => Assert.False(module.Handler("Shop.Tick").ShouldRetry(exception), exception.GetType().Name)
        );
    }

    /// <summary>What generated code cannot name narrows what is tried again; it never widens it.</summary>
    [Theory]
    [InlineData("On = [typeof(Hidden)]", "", "TimeoutException InvalidOperationException")]
    [InlineData("On = [typeof(Hidden), typeof(TimeoutException)]", "TimeoutException", "InvalidOperationException")]
    [InlineData("On = [typeof(Wrapped<Hidden>)]", "", "TimeoutException InvalidOperationException")]
    [InlineData("On = [typeof(int)]", "", "TimeoutException")]
    [InlineData("On = []", "TimeoutException", "")]
    [InlineData("Never = [typeof(Hidden)]", "TimeoutException", "InvalidOperationException")]
    [InlineData("Never = [typeof(Wrapped<>)]", "TimeoutException", "InvalidOperationException")]
    [InlineData("On = [typeof(TimeoutException)], Never = [typeof(Hidden)]", "TimeoutException", "InvalidOperationException")]
    public void Exceptions_out_of_reach_are_never_retried(string exceptions, string retried, string refused)
    {
        using var module = LoadedModule.Load(
            HandlerSources.Handler(
                $$"""
                private sealed class Hidden : InvalidOperationException;
                public sealed class Wrapped<T> : InvalidOperationException;
                [Retry(3, {{exceptions}})] public static void Handle(Tick tick) { }
                """,
                declaration: "public static class Inventory"
            )
        );

        var handler = module.Handler("Shop.Tick");
        Assert.All(Exceptions(retried), exception => Assert.True(handler.ShouldRetry(exception), exception.GetType().Name));
        Assert.All(Exceptions(refused), exception => Assert.False(handler.ShouldRetry(exception), exception.GetType().Name));
    }

    [Fact]
    public void A_methods_policy_takes_the_place_of_the_classs()
    {
        using var module = LoadedModule.Load(
            HandlerSources.Handler(
                """
                [Retry(3, Never = [typeof(TimeoutException)])]
                public static void Handle(Tick tick) { }

                public static void Handle(OrderCreated order) { }
                """,
                "[Handler(Orders.Inventory)] [Retry(9, Never = [typeof(ArgumentException)])]",
                "public static class Inventory"
            )
        );

        Assert.True(module.Handler("Shop.Tick").ShouldRetry(new ArgumentException()));
        Assert.False(module.Handler("Shop.Tick").ShouldRetry(new TimeoutException()));
        Assert.False(module.Handler("Shop.OrderCreated").ShouldRetry(new ArgumentException()));
    }

    private static IEnumerable<Exception> Exceptions(string names) =>
        names
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => (Exception)Activator.CreateInstance(typeof(object).Assembly.GetType($"System.{name}")!)!);

    private sealed class Culture : IDisposable
    {
        private readonly System.Globalization.CultureInfo _before = System.Globalization.CultureInfo.CurrentCulture;

        public Culture(string name) => System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo(name);

        public void Dispose() => System.Globalization.CultureInfo.CurrentCulture = _before;
    }
}

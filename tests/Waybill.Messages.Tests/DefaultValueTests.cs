using Waybill.Messages.Tests.Shapes;

namespace Waybill.Messages.Tests;

/// <summary>Absent is what the type's author says; bytes by hand.</summary>
public sealed class DefaultValueTests
{
    [Fact]
    public void An_absent_field_reads_as_the_constant_of_its_parameter_or_initializer()
    {
        var read = Codec.Decode<Defaulted>([]);

        Assert.Equal(
            (1, "EUR", Color.Green, 1.50m, true, double.MaxValue),
            (read.Count, read.Currency, read.Color, read.Rate, read.Loud, read.Share)
        );
        Assert.Equal(((byte)7, -Defaulted.Largest, "Name", '+'), (read.Level, read.Limit, read.Name, read.Sign));
    }

    [Fact]
    public void Null_stays_null_and_what_is_no_constant_reads_as_its_type_says()
    {
        var read = Codec.Decode<Defaulted>([]);

        Assert.Null(read.Maybe);
        Assert.Null(read.Note);
        Assert.Empty(read.Items);
        Assert.Equal((0, "", "", 0), (read.Zero, read.Empty, read.Id, read.Ticks));
    }

    [Fact]
    public void Such_a_field_has_presence_so_that_a_zero_stays_one()
    {
        var message = new Defaulted("", 0, "", Color.None, 0m, false, 0, "", null, 0)
        {
            Level = 0,
            Limit = 0,
            Name = "",
            Sign = '\0',
            Note = null,
            Items = [],
            Ticks = 0,
        };

        var bytes = Codec.Encode(message);

        Assert.Equal(
            [
                .. (byte[])[2 << 3, 0, 3 << 3 | 2, 0, 4 << 3, 0, 5 << 3 | 2, 0, 6 << 3, 0],
                .. (byte[])[10 << 3 | 1, 0, 0, 0, 0, 0, 0, 0, 0],
                .. (byte[])[11 << 3, 0, 12 << 3, 0, 13 << 3 | 2, 0, 14 << 3, 0],
            ],
            bytes
        );
        var read = Codec.Decode<Defaulted>(bytes);
        Assert.Equal((0, "", Color.None, 0m, false, 0), (read.Count, read.Currency, read.Color, read.Rate, read.Loud, read.Share));
        Assert.Equal(((byte)0, 0L, "", '\0'), (read.Level, read.Limit, read.Name, read.Sign));
    }

    [Fact]
    public void The_constant_itself_is_written_too_for_readers_that_do_not_know_it() =>
        Assert.Equal([2 << 3, 1], Codec.Encode(new Defaulted(""))[..2]);
}

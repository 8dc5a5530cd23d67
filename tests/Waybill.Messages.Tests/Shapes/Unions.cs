namespace Waybill.Messages.Tests.Shapes;

/// <summary>A closed hierarchy: one message on the wire, each case a field of it.</summary>
[Message("payments", "payment.{Region}.made"), Union, Reserved(2)]
public abstract partial record Payment
{
    private Payment() { }

    public required string Region { get; init; }

    public sealed record Card(string Number, Money? Fee) : Payment;

    [Field(9)]
    public sealed record Cash(decimal Amount) : Payment
    {
        public List<int> Coins { get; init; } = [];
    }

    public abstract record Paper(string Bank) : Payment;

    public sealed record Cheque(string Bank, long Serial) : Paper(Bank);

    /// <summary>No member but what all have.</summary>
    private protected sealed record Nothing : Payment;

    public static Payment None => new Nothing { Region = "" };
}

/// <summary>Cases that are listed, and lie outside; a class, whose members have setters.</summary>
[Message, Union(typeof(Circle), typeof(Square))]
public abstract partial class Figure
{
    private protected Figure() { }

    public int Colour { get; set; }
}

public sealed class Circle : Figure
{
    public double Radius { get; set; }
}

public sealed class Square : Figure
{
    public Square(double side) => Side = side;

    public double Side { get; }
}

/// <summary>A union that holds itself, as an expression does, and unknown fields.</summary>
[Message, Union, PreserveUnknownFields]
public abstract partial record Term
{
    private Term() { }

    public sealed record Amount(double Value) : Term;

    public sealed record Sum(Term Left, Term Right) : Term;

    public sealed record Call(string Name, List<Term> Arguments, Term? Next) : Term;
}

/// <summary>Unions as members.</summary>
[Message]
public sealed partial record Invoice(string Id, Payment Paid, Payment? Refund, List<Payment> Parts, Dictionary<string, Figure> Figures);

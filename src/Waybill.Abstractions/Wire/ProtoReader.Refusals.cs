namespace Waybill;

public ref partial struct ProtoReader
{
    internal readonly MessageFormatException RefusedAbsent(string field, Exception exception) =>
        MessageRefusal.CreateAbsent(field, exception, _position);
}

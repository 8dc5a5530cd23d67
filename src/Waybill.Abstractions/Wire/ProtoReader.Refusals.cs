namespace Waybill;

public ref partial struct ProtoReader
{
    internal MessageFormatException RefusedAbsent(string field, Exception exception)
    {
        _tag = 0;
        return MessageRefusal.CreateAbsent(field, exception, _position);
    }
}

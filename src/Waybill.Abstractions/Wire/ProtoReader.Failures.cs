using System.Runtime.CompilerServices;
using Waybill.Generated;

namespace Waybill;

/// <summary>
/// The errors of reading. Each is made in a method of its own, so that the methods which read stay small; and none takes the reader, which would have to leave
/// the registers for it. None quotes a value either: what a message says belongs into no log.
/// </summary>
public ref partial struct ProtoReader
{
    /// <summary>An error.</summary>
    /// <param name="problem">What is wrong, as a sentence without its full stop.</param>
    /// <param name="position">Where it is wrong.</param>
    /// <param name="tag">The field's tag; 0 where no field is at fault.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static MessageFormatException Failure(string problem, int position, uint tag) => new(problem, position, tag);

    private static MessageFormatException Missing(string field, int position) =>
        new("A nested message is missing that is not declared nullable", position, field, null);

    /// <summary>The error for a set whose elements share a bucket.</summary>
    internal static MessageFormatException Crowded<T>(int position, string field) => new(HashBuckets<T>.Crowded, position, field, null);

    internal readonly MessageFormatException RefusedAbsent(string field, Exception exception) =>
        MessageRefusal.CreateAbsent(field, exception, _position);

    private static MessageFormatException NoText(int position, uint tag) => Failure("The text is not valid UTF-8", position, tag);

    private static MessageFormatException NoTag(int position, uint tag) => Failure("What stands here is no field's tag", position, tag);

    private static MessageFormatException Misplaced(uint misplaced, int position, uint tag) =>
        Failure($"Field {misplaced >> 3} comes with wire type {misplaced & 7}, which may not come here", position, tag);

    private static MessageFormatException OtherWireType(uint misplaced, int position, uint tag) =>
        Failure($"Field {misplaced >> 3} comes with wire type {misplaced & 7}, which is not the declared one", position, tag);

    private static MessageFormatException TooGreat(ulong max, int position, uint tag) =>
        Failure($"The value is greater than {max}", position, tag);

    private static MessageFormatException NotBetween(int min, int max, int position, uint tag) =>
        Failure($"The value is not between {min} and {max}", position, tag);

    private static MessageFormatException PassesEnd(ulong length, int rest, int position, uint tag) =>
        Failure($"The length {length} passes the end, {rest} bytes on", position, tag);

    private static MessageFormatException EndsEarly(int length, int rest, int position, uint tag) =>
        Failure($"{length} bytes should follow, and {rest} do", position, tag);

    private static MessageFormatException TooDeep(int position, uint tag) =>
        Failure($"Messages or groups lie more than {MaxDepth} deep", position, tag);
}

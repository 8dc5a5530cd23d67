using Waybill.Runtime.Publishing;

namespace Waybill.Runtime.Tests.Fakes;

/// <summary>Always the same bits.</summary>
internal sealed class FixedRandom(ulong bits) : IRandomSource
{
    public ulong Next() => bits;
}

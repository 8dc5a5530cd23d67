using System.Text;
using Waybill.Transports;

namespace Waybill.Broker.Exchanges;

/// <summary>A binding whose queue has been looked up.</summary>
/// <param name="Queue">The queue's index.</param>
/// <param name="Binding">The binding.</param>
internal sealed record BoundQueue(int Queue, BindingDeclaration Binding)
{
    /// <summary>The binding's key or pattern in UTF-8.</summary>
    public byte[] KeyUtf8() => Encoding.UTF8.GetBytes(Binding.Pattern);
}

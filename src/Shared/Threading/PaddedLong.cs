using System.Runtime.InteropServices;

namespace Waybill.Threading;

/// <summary>
/// A number that some threads write for every message, alone on its cache lines: two, since processors fetch them in pairs. Beside fields that other threads
/// only read it would take those from them with each write.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 2 * LineBytes)]
internal struct PaddedLong
{
    private const int LineBytes = 128;

    /// <summary>The number.</summary>
    [FieldOffset(LineBytes)]
    public long Value;
}

namespace IlgpuCnn.Bench;

/// <summary>What a device can do at most, measured.</summary>
internal interface IPeak : IDisposable
{
    /// <summary>Floating-point operations a second, a multiply-add being two.</summary>
    double Flops();

    /// <summary>
    /// Bytes read and written a second by copies that touch <paramref name="bytes"/> bytes in all, again and again.
    /// </summary>
    double CopyBytes(long bytes);
}

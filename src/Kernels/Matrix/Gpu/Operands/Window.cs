namespace IlgpuCnn.Kernels.Matrix.Gpu.Operands;

/// <summary>
/// The matrix (pixels, taps) that a convolution gathers from an NHWC tensor without ever storing it. A pixel is an
/// anchor in an image; a tap is a step from it and a channel. Where the step ends outside the image the element is 0.
/// </summary>
/// <param name="Pixels">Rows of the matrix.</param>
/// <param name="Taps">Columns of the matrix.</param>
/// <param name="PixelsH">Anchors down an image.</param>
/// <param name="PixelsW">Anchors across an image.</param>
/// <param name="PixelStep">From one anchor to the next.</param>
/// <param name="OffsetY">The first anchor's row.</param>
/// <param name="OffsetX">The first anchor's column.</param>
/// <param name="TapsW">Steps across.</param>
/// <param name="TapStep">From one step to the next; negative when gathering what a convolution scattered.</param>
/// <param name="H">Rows of the tensor's images.</param>
/// <param name="W">Columns of the tensor's images.</param>
/// <param name="C">Channels of the tensor's images.</param>
/// <param name="Spacing">
/// Distance between neighbours of the tensor: the stride when gathering what a strided convolution scattered, else 1.
/// </param>
internal readonly record struct Window(
    int Pixels, int Taps, Divisor PixelsH, Divisor PixelsW, int PixelStep, int OffsetY, int OffsetX,
    Divisor TapsW, int TapStep, int H, int W, Divisor C, Divisor Spacing)
{
    /// <summary>The matrix of what every output of the convolution sees of x: (N·OutH·OutW, KH·KW·InC).</summary>
    public static Window OverInput(in Conv2DShape s) => new(
        s.N * s.OutH * s.OutW, s.Depth, Divisor.Of(s.OutH), Divisor.Of(s.OutW), s.Stride, -s.PadTop, -s.PadLeft,
        Divisor.Of(s.KW), s.Dilation, s.H, s.W, Divisor.Of(s.InC), Divisor.Of(1));

    /// <summary>The matrix of what every input of the convolution sees of dy: (N·H·W, KH·KW·OutC).</summary>
    public static Window OverOutput(in Conv2DShape s) => new(
        s.N * s.H * s.W, s.KH * s.KW * s.OutC, Divisor.Of(s.H), Divisor.Of(s.W), 1, s.PadTop, s.PadLeft,
        Divisor.Of(s.KW), -s.Dilation, s.OutH, s.OutW, Divisor.Of(s.OutC), Divisor.Of(s.Stride));

    /// <summary>
    /// The matrix of what the outputs see that fall into 2×2 windows, four a window: (4·N·⌊OutH/2⌋·⌊OutW/2⌋,
    /// KH·KW·InC). Anchors are the windows' first outputs.
    /// </summary>
    public static Window OverPooled(in Conv2DShape s) => OverInput(s) with
    {
        Pixels = PooledRows.Taps * s.N * (s.OutH / 2) * (s.OutW / 2),
        PixelsH = Divisor.Of(s.OutH / 2),
        PixelsW = Divisor.Of(s.OutW / 2),
        PixelStep = 2 * s.Stride,
    };

    /// <summary>Coordinate of a row of the matrix.</summary>
    public Coordinate Pixel(int pixel)
    {
        Coordinate coordinate = Linear(Anchor(pixel));
        return pixel < Pixels ? coordinate : Coordinate.Outside;
    }

    /// <summary>Coordinate of one of a 2×2 window's four rows of the matrix.</summary>
    public Coordinate PooledPixel(int window, int tap)
    {
        Coordinate corner = Anchor(window);
        int step = PixelStep / 2;
        Coordinate coordinate = Linear(
            new Coordinate(corner.Y + (tap / 2 * step), corner.X + ((tap & 1) * step), corner.Start));
        return window * PooledRows.Taps < Pixels ? coordinate : Coordinate.Outside;
    }

    /// <summary>Coordinate of a column of the matrix.</summary>
    public Coordinate Tap(int tap)
    {
        Coordinate coordinate = Linear(Step(tap));
        return tap < Taps ? coordinate : Coordinate.Outside;
    }

    /// <summary>Whether a pixel and a tap meet inside an image.</summary>
    public bool IsInside(Coordinate pixel, Coordinate tap) => IsInside(pixel.Y + tap.Y, pixel.X + tap.X);

    /// <summary>
    /// Coordinate of a row of the matrix to which only every <see cref="Spacing"/>th row and column of an image
    /// belongs.
    /// </summary>
    public Coordinate SpacedPixel(int pixel)
    {
        Coordinate coordinate = Anchor(pixel);
        return pixel < Pixels ? coordinate : Coordinate.Outside;
    }

    /// <summary>Coordinate of a column of the matrix whose rows are those of <see cref="SpacedPixel"/>.</summary>
    public Coordinate SpacedTap(int tap)
    {
        Coordinate coordinate = Step(tap);
        return tap < Taps ? coordinate : Coordinate.Outside;
    }

    /// <summary>Whether a <see cref="SpacedPixel"/> and a <see cref="SpacedTap"/> meet at an element.</summary>
    public bool IsSpacedInside(Coordinate pixel, Coordinate tap)
    {
        int y = pixel.Y + tap.Y;
        int x = pixel.X + tap.X;
        int row = Spacing.Divide(y);
        int column = Spacing.Divide(x);
        int between = (y - (row * Spacing.Value)) | (x - (column * Spacing.Value));
        return between == 0 & IsInside(row, column);
    }

    /// <summary>
    /// Index in the tensor of the element at which a <see cref="SpacedPixel"/> and a <see cref="SpacedTap"/> meet.
    /// </summary>
    public int SpacedIndex(Coordinate pixel, Coordinate tap) =>
        pixel.Start + tap.Start + Offset(Spacing.Divide(pixel.Y + tap.Y), Spacing.Divide(pixel.X + tap.X));

    // Start is that of the image.
    private Coordinate Anchor(int pixel)
    {
        int row = PixelsW.Divide(pixel);
        int x = pixel - (row * PixelsW.Value);
        int image = PixelsH.Divide(row);
        int y = row - (image * PixelsH.Value);
        return new Coordinate((y * PixelStep) + OffsetY, (x * PixelStep) + OffsetX, image * H * W * C.Value);
    }

    // Start is the channel.
    private Coordinate Step(int tap)
    {
        int step = C.Divide(tap);
        int channel = tap - (step * C.Value);
        int y = TapsW.Divide(step);
        int x = step - (y * TapsW.Value);
        return new Coordinate(y * TapStep, x * TapStep, channel);
    }

    private Coordinate Linear(Coordinate at) => at with { Start = at.Start + Offset(at.Y, at.X) };

    private int Offset(int y, int x) => ((y * W) + x) * C.Value;

    // Below 0 is far above, without a sign.
    private bool IsInside(int y, int x) => (uint)y < (uint)H & (uint)x < (uint)W;
}

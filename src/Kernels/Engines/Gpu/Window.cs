using System.Runtime.CompilerServices;

// On the CPU accelerator ILGPU emits code that holds a kernel's arguments; it must see this engine's types.
[assembly: InternalsVisibleTo(Context.RuntimeAssemblyName)]

namespace IlgpuCnn.Kernels.Engines.Gpu;

/// <summary>Where a row or a column of the gathered matrix lies: add two of them to get an element's place.</summary>
internal readonly record struct Place(int Y, int X, int Start)
{
    /// <summary>Added to any other place it stays outside every image, without overflow.</summary>
    public static Place Outside => new(-(1 << 29), -(1 << 29), 0);
}

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
/// Places between neighbours of the tensor: the stride when gathering what a strided convolution scattered, else 1.
/// </param>
internal readonly record struct Window(
    int Pixels, int Taps, Divisor PixelsH, Divisor PixelsW, int PixelStep, int OffsetY, int OffsetX,
    Divisor TapsW, int TapStep, int H, int W, Divisor C, int Spacing)
{
    /// <summary>What every output of the convolution sees of x: (N·OutH·OutW, KH·KW·InC).</summary>
    public static Window OverInput(in Conv2DShape s) => new(
        s.N * s.OutH * s.OutW, s.Depth, Divisor.Of(s.OutH), Divisor.Of(s.OutW), s.Stride, -s.PadTop, -s.PadLeft,
        Divisor.Of(s.KW), s.Dilation, s.H, s.W, Divisor.Of(s.InC), 1);

    /// <summary>What every input of the convolution sees of dy: (N·H·W, KH·KW·OutC).</summary>
    public static Window OverOutput(in Conv2DShape s) => new(
        s.N * s.H * s.W, s.KH * s.KW * s.OutC, Divisor.Of(s.H), Divisor.Of(s.W), 1, s.PadTop, s.PadLeft,
        Divisor.Of(s.KW), -s.Dilation, s.OutH, s.OutW, Divisor.Of(s.OutC), s.Stride);

    /// <summary>
    /// What the outputs see that fall into 2×2 windows, four a window: (4·N·⌊OutH/2⌋·⌊OutW/2⌋, KH·KW·InC). Anchors are
    /// the windows' first outputs.
    /// </summary>
    public static Window OverPooled(in Conv2DShape s) => OverInput(s) with
    {
        Pixels = PooledRows.Taps * s.N * (s.OutH / 2) * (s.OutW / 2),
        PixelsH = Divisor.Of(s.OutH / 2),
        PixelsW = Divisor.Of(s.OutW / 2),
        PixelStep = 2 * s.Stride,
    };

    /// <summary>Place of a row of the matrix.</summary>
    public Place Pixel(int pixel)
    {
        Place place = Anchor(pixel);
        return pixel < Pixels ? place : Place.Outside;
    }

    /// <summary>Place of one of a 2×2 window's four rows of the matrix.</summary>
    public Place PooledPixel(int window, int tap)
    {
        Place corner = Anchor(window);
        int step = PixelStep / 2;
        Place place = new(corner.Y + (tap / 2 * step), corner.X + (tap % 2 * step), corner.Start);
        return window * PooledRows.Taps < Pixels ? place : Place.Outside;
    }

    /// <summary>Place of a column of the matrix.</summary>
    public Place Tap(int tap)
    {
        int step = C.Divide(tap);
        int channel = tap - (step * C.Value);
        int y = TapsW.Divide(step);
        int x = step - (y * TapsW.Value);
        return tap < Taps ? new Place(y * TapStep, x * TapStep, channel) : Place.Outside;
    }

    /// <summary>Index in a dense tensor of the element where a pixel and a tap meet; −1 outside.</summary>
    public int Index(Place pixel, Place tap) => Index(pixel.Y + tap.Y, pixel.X + tap.X, pixel.Start + tap.Start);

    /// <summary>As above; only every <see cref="Spacing"/>th place holds an element.</summary>
    public int SpacedIndex(Place pixel, Place tap)
    {
        int y = pixel.Y + tap.Y;
        int x = pixel.X + tap.X;
        int row = y / Spacing;
        int column = x / Spacing;
        int between = (y - (row * Spacing)) | (x - (column * Spacing));
        return Index(between == 0 ? row : -1, column, pixel.Start + tap.Start);
    }

    private Place Anchor(int pixel)
    {
        int row = PixelsW.Divide(pixel);
        int x = pixel - (row * PixelsW.Value);
        int image = PixelsH.Divide(row);
        int y = row - (image * PixelsH.Value);
        return new Place((y * PixelStep) + OffsetY, (x * PixelStep) + OffsetX, image * H * W * C.Value);
    }

    private int Index(int y, int x, int start)
    {
        bool inside = y >= 0 & y < H & x >= 0 & x < W;
        return inside ? start + (((y * W) + x) * C.Value) : -1;
    }
}

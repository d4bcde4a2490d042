namespace IlgpuCnn.Data.ImageFiles;

/// <summary>How an image comes to a size that has another ratio of width to height than it has itself.</summary>
public enum ImageFit
{
    /// <summary>The largest centred part of the wanted ratio is cut out, so that the size is covered.</summary>
    Crop,

    /// <summary>All of the image is in the middle of the size, with background beside it.</summary>
    Pad,

    /// <summary>Width and height are scaled each on its own, so that nothing is lost and shapes are squeezed.</summary>
    Stretch,
}

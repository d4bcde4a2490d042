namespace IlgpuCnn.Tests.Data.ImageFiles;

/// <summary>
/// Files of kinds that ImageSharp's encoders do not make, all of 40 × 24 pixels, red 6x, green 10y and blue xy modulo
/// 256 (x, y from the upper left); blue is 90 and alpha 8x + 3y modulo 256 in the WebP.
/// </summary>
public static class ForeignFiles
{
    /// <summary><c>cjpeg -quality 60 -progressive -restart 4b</c></summary>
    public static byte[] ProgressiveJpeg { get; } = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxO" +
        "UlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09P" +
        "T09PT09PT0//wgARCAAYACgDASIAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAAAAMEBf/EABgBAAMBAQAAAAAAAAAAAAAAAAID" +
        "BAEG/90ABAAE/9oADAMBAAIQAxAAAAHgV1aMXjrsodmRvBZK4nlv/9DXQnnoE2f/xAAaEAADAAMBAAAAAAAAAAAAAAAAAQIDERIT" +
        "/9oACAEBAAEFAlIoFAsZ/9DzFIoOdH//0VLFBMnOj//SmDkUH//EABgRAAMBAQAAAAAAAAAAAAAAAAACAwER/9oACAEDAQE/AUsT" +
        "sLYRt6f/0Jtorbw//8QAHBEBAAICAwEAAAAAAAAAAAAAAQACESIDEyFR/9oACAECAQE/AabR6zyZr8JSycSk/9B1wEbIoT//xAAV" +
        "EAEBAAAAAAAAAAAAAAAAAAAgEP/aAAgBAQAGPwIf/9Af/9Ef/9K//8QAHRAAAgEEAwAAAAAAAAAAAAAAAAEQESExYUFRcf/aAAgB" +
        "AQABPyGUdB//0F2nqOFz/9FoSsw2Nn//0hTPAhen/9oADAMBAAIAAwAAABDxnF7/0HPP/8QAGhEAAgIDAAAAAAAAAAAAAAAAAAEQ" +
        "ESExQf/aAAgBAwEBPxCgY+jK2MIf/9BrMB//xAAeEQEAAgIBBQAAAAAAAAAAAAABABEhMVFBcaHB8f/aAAgBAgEBPxAyV6ngiDSH" +
        "d+R0s48oT//QaMe98zDWDWj3c//EAB0QAAMAAgMBAQAAAAAAAAAAAAABESFhQVFxEDH/2gAIAQEAAT8QrwaTT8H/0FpVEvSvBpEx" +
        "Muh//9HQ+YIeCKzApYsvw//SwVocRYu+TBtXoj//2Q==");

    /// <summary><c>cjpeg -quality 60 -scans FILE -restart 7B</c>, the file being <c>0; 1; 2;</c>.</summary>
    public static byte[] MultiScanJpeg { get; } = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxO" +
        "UlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09P" +
        "T09PT09PT0//wAARCAAYACgDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF" +
        "BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW" +
        "V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi" +
        "4+Tl5ufo6erx8vP09fb3+Pn6/90ABAAH/9oACAEBAAA/AOCjtM9qtR2XtVuOw9qtx6f/ALNWk04AZYAfWqcNpntWhDZe1f/QiFus" +
        "Zxty3pU8drI/t9OKsR2KJjdgVVt7TOOKvi28tBgfMelT29jxkirKW7McIMD171//0enjs0TgjLegr//EAB8BAAMBAQEBAQEBAQEA" +
        "AAAAAAABAgMEBQYHCAkKC//EALURAAIBAgQEAwQHBQQEAAECdwABAgMRBAUhMQYSQVEHYXETIjKBCBRCkaGxwQkjM1LwFWJy0QoW" +
        "JDThJfEXGBkaJicoKSo1Njc4OTpDREVGR0hJSlNUVVZXWFlaY2RlZmdoaWpzdHV2d3h5eoKDhIWGh4iJipKTlJWWl5iZmqKjpKWm" +
        "p6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uLj5OXm5+jp6vLz9PX29/j5+v/aAAgBAhEAPwCaC9qbTWHg+Xd9kYuVNOzj" +
        "Fer/AOGOShVlDCynF66fi0iJt01CENL79zjlVnGcoQ0Sdtl+tz//2gAIAQMRAD8A56OMsezh8Y31PYp4x23PyyjUk5I9rD1ZPU9i" +
        "nUlyn//Z");

    /// <summary><c>cjpeg -quality 60 -scans FILE</c>, the file being <c>0 1; 2;</c>.</summary>
    public static byte[] PartScanJpeg { get; } = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxO" +
        "UlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09P" +
        "T09PT09PT0//wAARCAAYACgDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF" +
        "BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW" +
        "V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi" +
        "4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAEC" +
        "AxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVm" +
        "Z2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq" +
        "8vP09fb3+Pn6/9oACgIBAAIRAD8A4KO0z2q1HZe1akNpntWhDZe1TQXtTGjsParcen/7NbAt1jONuW9KnjtZH9vpxW01h4Pl3fZG" +
        "UmnADLAD60Vux2KJjdgUVi5U07OMV6v/AIYq29pnHFXxbeWgwPmPSiiuShVlDCynF66fi0ie3seMkVZS3ZjhBgeveiiom3TUIQ0v" +
        "v3LEdmicEZb0FFFFccqs4zlCGiTtsv1uf//aAAgBAxEAPwDno4yx7OHxjfU9injHbc/LKNSTkj2sPVk9T2KdSXKf/9k=");

    /// <summary><c>cwebp -q 50 -alpha_q 60</c></summary>
    public static byte[] WebpWithAlpha { get; } = Convert.FromBase64String(
        "UklGRkoBAABXRUJQVlA4WAoAAAAQAAAAJwAAFwAAQUxQSLQAAAARb0CQbYvv0D0iYoUuBQ5q26qiKeAvAkTACPMiQASJIBEkwhBB" +
        "IkgEieCEkcsvQkT/GbltG0lXqZ3Fv/gsXHyl0ub4OR/uB25e+Fpw+hAfuJnxleSmjX25QvzPrEBtu7EODGBhIqH3wzp/3XGAQwmK" +
        "coAry0RZvtTKEuoogcipllSWtlZS+4/CpZPNElCGq/xRkpXyrJSqVubAdZWqY7REezS49h+Fa48G1zFaoj0aXGu0rNRWUDggcAAA" +
        "AFAEAJ0BKigAGAA+uUycS7gkoqK1TAMAFwloALEehH7gN8sdGJcDv7v/0QAA/vWVNcuOZ8KwSSv5Nn25yxydklQKNZDchuEW9wjx" +
        "fv57bKBtOr/oxro2gZ/X6KRIXLCAtwgyJtafqxZoEmvB5rvmAAA=");
}

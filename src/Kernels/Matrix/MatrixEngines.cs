using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix.Cpu;
using IlgpuCnn.Kernels.Matrix.Gpu;
using IlgpuCnn.Kernels.Matrix.Gpu.Plans;

namespace IlgpuCnn.Kernels.Matrix;

/// <summary>The matrix engines of devices. A device keeps its own.</summary>
public static class MatrixEngines
{
    extension(ComputeDevice device)
    {
        /// <summary>
        /// The engine of the device's convolutions and dense layers: made at its first use, and disposed with the
        /// device.
        /// </summary>
        public IMatrixEngine Matrix => device.Service(Create);

        /// <summary>
        /// Chooses the tiles by which the engine of a GPU computes its products, before its first use. Returns the
        /// device.
        /// </summary>
        /// <exception cref="InvalidOperationException">The device has an engine already.</exception>
        internal ComputeDevice WithTiles(TileTable tiles)
        {
            bool isMade = false;
            device.Service<IMatrixEngine>(_ =>
            {
                isMade = true;
                return new GpuEngine(device, tiles);
            });
            return isMade ? device : throw new InvalidOperationException("The device's engine has its tiles already.");
        }
    }

    private static IMatrixEngine Create(ComputeDevice device) => device.IsCpu
        ? new CpuEngine(device)
        : new GpuEngine(device, TileTable.Of(device.Accelerator.Name.Trim()));
}

/**
 * The base of the container image, made without a container registry: {@link
 * dev.sapor.image.BaseImage} fetches packages of Debian that a list pins by their SHA-256 ({@link
 * dev.sapor.image.PinnedPackage}, {@link dev.sapor.image.PackageStore}), takes from them what a JVM
 * and a small shell need ({@link dev.sapor.image.DebianPackage}, {@link
 * dev.sapor.image.BaseContents}), and writes one layer with its configuration as {@code docker
 * save} does ({@link dev.sapor.image.DockerArchive}). The same list gives the same bytes.
 */
@NullMarked
package dev.sapor.image;

import org.jspecify.annotations.NullMarked;
